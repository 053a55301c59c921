/**
 * npm's SBOM under the project's name instead of its folder's, and without the addresses from which packages were
 * fetched: they say where it was made, not what it is.
 */
export function publicSbom(sbom: string, name: string): string {
  const drop = (key: string, value: unknown): unknown => {
    if (key === 'externalReferences' && Array.isArray(value))
      return (value as { type?: string }[]).filter(({ type }) => type !== 'distribution');
    return value;
  };
  const clean = JSON.parse(sbom, drop) as { metadata?: { component?: { name?: string } } };
  if (clean.metadata?.component) clean.metadata.component.name = name;
  return `${JSON.stringify(clean, null, 2)}\n`;
}

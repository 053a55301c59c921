/**
 * Makes a thing once per process, even where the bundler loads a module twice
 * (the web server and the built pages each have their own copy).
 */
export function once<T>(name: string, make: () => T): T {
  const kept = ((globalThis as Record<string, unknown>)['__sevdeskConnector'] ??= new Map()) as Map<
    string,
    T
  >;
  if (!kept.has(name)) kept.set(name, make());
  return kept.get(name)!;
}

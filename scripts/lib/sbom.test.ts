import { expect, it } from 'vitest';
import { publicSbom } from './sbom.ts';

it('says what a package is, not from where it was fetched', () => {
  const component = {
    name: 'zod',
    version: '4.6.7',
    externalReferences: [
      { type: 'distribution', url: 'https://mirror.example/zod.tgz' },
      { type: 'vcs', url: 'https://example.org/zod' },
    ],
  };
  const metadata = { component: { name: 'folder', version: '0.1.0' } };
  const written = publicSbom(JSON.stringify({ metadata, components: [component] }), 'the-project');
  expect(written).not.toContain('mirror.example');
  expect(JSON.parse(written)).toEqual({
    metadata: { component: { name: 'the-project', version: '0.1.0' } },
    components: [{ ...component, externalReferences: [component.externalReferences[1]] }],
  });
});

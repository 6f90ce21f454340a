// Who may import whom. The words and the reasons stand in docs/architecture.md; tests/unit/house plants a violation of each rule.

// An adapter is a subfolder named after what it adapts.
const ADAPTERS = '^src/([a-z0-9-]+/(?:browser|fetch|indexeddb|jssip|json5))/';
const PURE = '^src/(diagnosis|i18n|media|phone|provisioning|pwa|sip|storage)/';
const NPM = '(^|/)node_modules/';

/** Only the adapter in `folder` names the package. The server runs JsSIP in Node as its media end; tests try what they like. */
const onlyIn = (name, folder, packages, alsoIn = '^$') => ({
  name,
  severity: 'error',
  comment: `Only ${folder} names ${packages}.`,
  from: { path: '^(src|server)/', pathNot: [`^src/${folder}/`, alsoIn] },
  to: { path: `${NPM}(${packages})(/|$)` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-main',
      severity: 'error',
      from: {},
      to: { path: '^src/(main|sw)\\.ts$' },
    },
    {
      name: 'components-never-import-adapters',
      severity: 'error',
      from: { path: '^src/components/' },
      to: { path: ADAPTERS },
    },
    {
      name: 'pure-never-imports-impure',
      severity: 'error',
      comment: 'Pure code imports pure code: no adapter and no component.',
      from: { path: PURE, pathNot: ADAPTERS },
      to: { path: [ADAPTERS, '^src/components/'] },
    },
    {
      name: 'adapters-import-own-port-and-pure-code',
      severity: 'error',
      comment: 'An adapter may use its own folder, never another adapter or a component.',
      from: { path: ADAPTERS },
      to: { path: [ADAPTERS, '^src/components/'], pathNot: '^src/$1/' },
    },
    {
      name: 'pure-names-no-package',
      severity: 'error',
      comment: 'Neither npm nor Node: pure code runs anywhere. src/i18n may import @lit/localize.',
      from: { path: PURE, pathNot: [ADAPTERS, '^src/i18n/'] },
      to: { dependencyTypesNot: ['local', 'undetermined', 'unknown'] },
    },
    {
      name: 'i18n-names-only-localize',
      severity: 'error',
      from: { path: '^src/i18n/' },
      to: { path: [NPM], pathNot: `${NPM}@lit/localize/` },
    },
    onlyIn('only-the-sip-adapter-names-jssip', 'sip/jssip', 'jssip', '^server/'),
    onlyIn('only-the-storage-adapter-names-idb', 'storage/indexeddb', 'idb'),
    onlyIn('only-the-list-adapter-names-json5', 'provisioning/json5', 'json5'),
    onlyIn('only-the-pwa-adapter-names-workbox-window', 'pwa/browser', 'workbox-window'),
    {
      name: 'sip-and-media-are-strangers',
      severity: 'error',
      from: { path: '^src/(sip|media)/' },
      to: { path: '^src/(sip|media)/', pathNot: '^src/$1/' },
    },
    {
      name: 'diagnosis-takes-only-types-from-sip-and-media',
      severity: 'error',
      from: { path: '^src/diagnosis/' },
      to: { path: '^src/(sip|media)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'diagnosis-knows-only-sip-and-media',
      severity: 'error',
      comment: 'Evidence in, verdict out: whoever asks brings the evidence.',
      from: { path: '^src/diagnosis/' },
      to: { path: '^src/', pathNot: '^src/(diagnosis|sip|media)/' },
    },
    {
      name: 'sip-and-media-never-judge',
      severity: 'error',
      comment: 'They report and obey.',
      from: { path: '^src/(sip|media)/' },
      to: { path: '^src/diagnosis/' },
    },
    {
      name: 'src-never-imports-server',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(server|tests|scripts|dist|dist-server)/' },
    },
    {
      name: 'server-never-imports-src',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(src|tests|scripts|dist|dist-server)/' },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: NPM },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};

// What the linter asks of the code, beyond its formatting (Prettier) and its imports (dependency-cruiser).
import js from '@eslint/js';
import globals from 'globals';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import wc from 'eslint-plugin-wc';

const TESTS = ['tests/**/*.ts'];

/** Node's and the language's own rules for the scripts, which are plain JavaScript without a type checker. */
const scripts = {
  name: 'bothways/scripts',
  files: ['**/*.{js,mjs,cjs}'],
  extends: [js.configs.recommended, tseslint.configs.disableTypeChecked],
  languageOptions: { globals: globals.node },
};

const typescript = {
  name: 'bothways/typescript',
  files: ['**/*.ts'],
  extends: [
    js.configs.recommended,
    tseslint.configs.strictTypeChecked,
    tseslint.configs.stylisticTypeChecked,
  ],
  languageOptions: {
    parserOptions: {
      project: ['tsconfig.json', 'tsconfig.node.json', 'tsconfig.sw.json'],
      tsconfigRootDir: import.meta.dirname,
    },
  },
  rules: {
    '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/dot-notation': 'off',
    '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'no-empty': ['error', { allowEmptyCatch: false }],
    'no-console': 'error',
    'no-eval': 'error',
    'no-implied-eval': 'error',
    eqeqeq: 'error',
    'no-restricted-syntax': [
      'error',
      { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
      { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
    ],
  },
};

/** Nothing from outside may make the program think long; tests/unit/house/linear-regexes.test.ts runs them all. */
const expressions = {
  name: 'bothways/expressions',
  files: ['src/**/*.ts', 'server/**/*.ts', 'deploy/**/*.mjs'],
  plugins: { regexp },
  rules: {
    'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
    'regexp/no-super-linear-move': ['error', { report: 'potential' }],
  },
};

const sizes = {
  name: 'bothways/sizes',
  files: ['src/**/*.ts', 'server/**/*.ts'],
  rules: {
    'max-depth': ['error', 3],
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'max-params': ['error', 5],
  },
};

/** Code that runs in the page: nothing that a strict CSP or a second tab would break. */
const app = {
  name: 'bothways/app',
  files: ['src/**/*.ts'],
  rules: {
    'no-restricted-globals': [
      'error',
      { name: 'localStorage', message: 'Storage goes through a port; secrets never stay in localStorage.' },
      { name: 'sessionStorage', message: 'Storage goes through a port.' },
      { name: 'event', message: 'Take the event as a parameter.' },
      { name: 'name', message: 'Name your own variable.' },
      { name: 'alert', message: 'Show it in the page.' },
      { name: 'confirm', message: 'Show it in the page.' },
      { name: 'prompt', message: 'Show it in the page.' },
    ],
    'no-restricted-properties': [
      'error',
      { property: 'innerHTML', message: 'Trusted Types forbid it: render with lit.' },
      { property: 'outerHTML', message: 'Trusted Types forbid it: render with lit.' },
      { object: 'document', property: 'write', message: 'Render with lit.' },
    ],
  },
};

const components = {
  name: 'bothways/components',
  files: ['src/components/**/*.ts'],
  extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice']],
  plugins: { 'lit-a11y': litA11y },
  settings: { wc: { elementBaseClasses: ['LitElement'] } },
  rules: {
    ...litA11y.configs.recommended.rules,
    'lit/lifecycle-super': 'error',
    'lit/no-legacy-imports': 'error',
    'lit/no-native-attributes': 'off',
    'lit/no-template-arrow': 'off',
    'lit/no-this-assign-in-render': 'error',
    'lit/no-value-attribute': 'error',
    'wc/file-name-matches-element': 'off',
    'wc/guard-super-call': 'off', // Lit's base class always has the lifecycle methods
  },
};

const tests = {
  name: 'bothways/tests',
  files: TESTS,
  rules: {
    '@typescript-eslint/no-non-null-assertion': 'off',
    '@typescript-eslint/unbound-method': 'off',
    'no-restricted-globals': 'off',
    'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' }],
  },
};

const exceptions = [
  {
    name: 'bothways/config-files',
    files: ['*.config.{js,ts}', '.*.mjs', 'vitest.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    name: 'bothways/server-console',
    files: ['server/**/*.ts', 'tests/bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist-server/',
      'node_modules/',
      '.cache/',
      '.demo/',
      'src/i18n/locales/',
      'test-results/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  scripts,
  typescript,
  expressions,
  sizes,
  app,
  components,
  tests,
  ...exceptions,
);

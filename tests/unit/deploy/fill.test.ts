// The step that fills deploy/ in: what it takes, what it refuses, and that the example is complete.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Values, fillFolder, fillText, problemsOf, templatesIn } from '../../../deploy/fill.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

const DEPLOY = inRoot('deploy');
const example = JSON.parse(readFileSync(join(DEPLOY, 'values.example.json'), 'utf8')) as Values;

let to: string;
beforeEach(() => {
  to = mkdtempSync(join(tmpdir(), 'bothways-fill-'));
});
afterEach(() => rmSync(to, { recursive: true }));

describe('filling a text in', () => {
  it('replaces every placeholder, each time it stands there', () => {
    expect(fillText('{{A}}:{{PORT}} {{A}}', { A: '10.0.0.1', PORT: 443 })).toBe('10.0.0.1:443 10.0.0.1');
  });

  it('leaves what merely looks like a placeholder', () => {
    expect(fillText('${a} {{ A }} {{a}}', { A: 'x' })).toBe('${a} {{ A }} {{a}}');
  });

  it('puts a value in as it is, whatever it means to a replacement', () => {
    expect(fillText('^{{A}}', { A: '$&$1' })).toBe('^$&$1');
  });
});

describe('values that are wrong', () => {
  it('names those that are missing and those that nothing uses', () => {
    expect(problemsOf(['{{A}} {{B}}'], { A: 'x', C: 'y' })).toEqual(['B is missing.', 'C is used nowhere.']);
  });

  it.each(['', 'two\nlines', 'a"b', "a'b", '{{B}}', Number.NaN])('refuses %j', (value) => {
    expect(problemsOf(['{{A}}'], { A: value })).toHaveLength(1);
  });

  it('writes nothing at all then', () => {
    const rest = Object.fromEntries(Object.entries(example).filter(([name]) => name !== 'DOMAIN'));
    expect(() => fillFolder({ from: DEPLOY, to, values: rest })).toThrow('DOMAIN is missing.');
    expect(existsSync(join(to, 'kamailio'))).toBe(false);
  });
});

describe('the example', () => {
  it('fills every file and leaves no placeholder', () => {
    const paths = fillFolder({ from: DEPLOY, to, values: example });
    expect(paths).toEqual(templatesIn(DEPLOY));
    for (const path of paths) expect(readFileSync(join(to, path), 'utf8')).not.toMatch(/\{\{/u);
  });

  it('has no secret that anyone could mistake for one', () => {
    const secrets = Object.entries(example).filter(([name]) => /SECRET|PASSWORD$/u.test(name));
    expect(secrets.length).toBeGreaterThan(2);
    for (const [, value] of secrets) expect(value).toMatch(/^change-me/u);
  });
});

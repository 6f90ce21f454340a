// The step that fills deploy/ in: conditions and placeholders, and that both examples fill every file that they need.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillFolder, fillText, templatesFor } from '../../../deploy/fill.mjs';
import { completeValues, type Values } from '../../../deploy/values.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

const DEPLOY = inRoot('deploy');
const SECRETS = { NONCE_SECRET: 'n'.repeat(64), TURN_SECRET: 't'.repeat(64) };
const example = (name: string): Values => JSON.parse(readFileSync(join(DEPLOY, name), 'utf8')) as Values;
const SEVERAL = { ...example('values.example.json'), ...SECRETS };
const ONE = { ...example('values.one-address.example.json'), ...SECRETS };

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

  it('keeps a line with a condition where that value is there, and leaves it out for "" and "no"', () => {
    const text = 'a\n{{?B}}b={{B}}\nc\n';
    expect(fillText(text, { B: 'yes' })).toBe('a\nb=yes\nc\n');
    expect(fillText(text, { B: '' })).toBe('a\nc\n');
    expect(fillText(text, { B: 'no' })).toBe('a\nc\n');
  });

  it('throws for a name that has no value, in a placeholder or a condition', () => {
    expect(() => fillText('{{A}}', {})).toThrow('A has no value.');
    expect(() => fillText('{{?A}}x', {})).toThrow('A has no value.');
  });
});

describe('a folder', () => {
  it.each([
    ['values.example.json', SEVERAL],
    ['values.one-address.example.json', ONE],
    ['everything switched on', { ...SEVERAL, ...ALL() }],
  ])('of %s is filled and holds no placeholder', (_name, values) => {
    const paths = fillFolder({ from: DEPLOY, to, values });
    expect(paths).toEqual(templatesFor(completeValues(values).values));
    for (const path of paths) expect(readFileSync(join(to, path), 'utf8')).not.toMatch(/\{\{/u);
  });

  it('gets the files alone that its values ask for', () => {
    fillFolder({ from: DEPLOY, to, values: SEVERAL });
    expect(existsSync(join(to, 'rtpengine'))).toBe(false);
    expect(existsSync(join(to, 'coturn/turnserver-static.conf'))).toBe(false);
  });

  it('gets nothing at all where a value is missing', () => {
    const rest = Object.fromEntries(Object.entries(SEVERAL).filter(([name]) => name !== 'TURN_ADDRESS'));
    expect(() => fillFolder({ from: DEPLOY, to, values: rest })).toThrow('TURN_ADDRESS is missing.');
    expect(existsSync(join(to, 'kamailio'))).toBe(false);
  });
});

describe('one address', () => {
  it('leaves 443 to nginx: WebSockets at 8443, TURN over TLS at 5349', () => {
    fillFolder({ from: DEPLOY, to, values: ONE });
    const text = (path: string): string => readFileSync(join(to, path), 'utf8');
    expect(text('kamailio/kamailio.cfg')).not.toMatch(/^listen=tls:.*:443 /mu);
    expect(text('kamailio/kamailio.cfg')).toMatch(/^listen=tls:198\.51\.100\.30:8443 /mu);
    expect(text('coturn/turnserver.conf')).not.toContain(':443');
    expect(text('turn-credentials/settings.json')).toContain('turns:turn.example.com:5349?');
  });
});

function ALL(): Values {
  return {
    RTPENGINE: 'yes',
    STATIC_TURN: 'yes',
    STATIC_TURN_ADDRESS: '198.51.100.33',
    STATIC_TURN_NAME: 'turn2.example.com',
    STATIC_TURN_USER: 'desk',
    STATIC_TURN_PASSWORD: 'p'.repeat(32),
    KAMAILIO_MODE: 'PAIRED',
    PEER_ADDRESS: '198.51.100.41',
    TURN_SECOND_ADDRESS: '198.51.100.34',
  };
}

// Holds values against the rules that ship, and against Ajv.
import { readFile } from 'node:fs/promises';
import type { AnySchemaObject, ErrorObject } from 'ajv';
import type { Ajv2020 as Ajv2020Class } from 'ajv/dist/2020.js';
import ajv2020 from 'ajv/dist/2020.js';
import { expect } from 'chai';
import {
  confirmForgotPasswordRequest,
  confirmForgotPasswordResponse,
  errorReply,
  forgotPasswordRequest,
  forgotPasswordResponse,
} from '../../lib/schema/generated/rules.ts';
import type { ObjectSchema } from '../../lib/schema/schema.ts';
import { findIssues } from '../../lib/schema/validate.ts';
import { campaignSize } from '../support/campaign.ts';
import { type Chance, seededChance } from '../support/chance.ts';

const VALUES = campaignSize(4_000, 1_000);

const escaped = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');

/** What Ajv found as `keyword pointer`; a member that is missing or unknown is named in the pointer. */
function ofAjv({ keyword, instancePath, params }: ErrorObject): string {
  const member: string | undefined = params.missingProperty ?? params.additionalProperty;
  return `${keyword} ${instancePath}${member === undefined ? '' : `/${escaped(member)}`}`;
}

const TEXT_KEYWORDS = ['minLength', 'maxLength', 'pattern'];

/** Of several findings about one text, the first that applies. */
function firstOnes(found: readonly string[]): string[] {
  const placeOf = (each: string): string => each.slice(each.indexOf(' '));
  const rankOf = (each: string): number => TEXT_KEYWORDS.indexOf(each.split(' ')[0] as string);
  return found.filter(
    (each) => !found.some((other) => placeOf(other) === placeOf(each) && rankOf(other) < rankOf(each)),
  );
}

/** A value as it is sent: null stands for absent. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const copy = Object.create(null);
  for (const [name, member] of Object.entries(value)) if (member !== null) copy[name] = withoutNulls(member);
  return copy;
}

const alphabet = [...'aZ09_+=/~.-@ \n\t\0"\\', 'é', '日', '🦜', '\u0308', '\uD83E', '\uDD9C', '\u200B', '‿'];

function randomText(chance: Chance): string {
  const length = chance.pick([0, 1, 1, 2, 5, 127, 128, 129]);
  const letters = chance.pick([['a'], ['a', 'Z', '9', '_', '+'], ['🦜'], ['a', '🦜'], alphabet]);
  let text = '';
  for (let i = 0; i < length; i++) text += chance.pick(letters);
  return text;
}

function randomValue(chance: Chance, names: readonly string[], depth: number): unknown {
  const kind = chance.below(depth ? 12 : 9);
  if (kind < 6) return randomText(chance);
  if (kind < 9) return chance.pick([null, true, false, 0, -1.5, 1e300]);
  if (kind === 9) return Array.from({ length: chance.below(3) }, () => randomValue(chance, names, depth - 1));
  return randomObject(chance, names, depth - 1);
}

function randomObject(chance: Chance, names: readonly string[], depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const name of names) {
    if (chance.below(3)) continue;
    Object.defineProperty(object, name, {
      value: randomValue(chance, names, depth),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}

const odd = ['__proto__', 'constructor', 'toString', 'a/b', '~', '~1', '', 'x'];

for (const [file, rules, names] of [
  [
    'forgot-password-request',
    forgotPasswordRequest,
    [
      'ClientId',
      'Username',
      'SecretHash',
      'UserContextData',
      'AnalyticsMetadata',
      'ClientMetadata',
      'IpAddress',
      'EncodedData',
      'AnalyticsEndpointId',
    ],
  ],
  [
    'forgot-password-response',
    forgotPasswordResponse,
    ['CodeDeliveryDetails', 'Destination', 'DeliveryMedium', 'AttributeName'],
  ],
  [
    'confirm-forgot-password-request',
    confirmForgotPasswordRequest,
    ['ClientId', 'Username', 'ConfirmationCode', 'Password', 'SecretHash', 'UserContextData', 'ClientMetadata'],
  ],
  ['confirm-forgot-password-response', confirmForgotPasswordResponse, ['CodeDeliveryDetails', 'Anything']],
  ['error-reply', errorReply, ['__type', 'code', 'message', 'Message', 'reasonCode']],
] as readonly (readonly [string, ObjectSchema, readonly string[]])[]) {
  describe(`the validator of ${file}`, () => {
    let findings: (value: unknown) => string[];

    before(async () => {
      const schema = JSON.parse(await readFile(new URL(`../../schemas/${file}.json`, import.meta.url), 'utf8'));
      const ajv: Ajv2020Class = new ajv2020.default({ allErrors: true, strict: true, unicodeRegExp: true });
      const validate = ajv.compile(schema as AnySchemaObject);
      findings = (value) => (validate(value) ? [] : (validate.errors ?? []).map(ofAjv));
    });

    const compare = (value: unknown): string[] => {
      const ours = findIssues(rules, withoutNulls(value)).issues.map(({ keyword, path }) => `${keyword} ${path}`);
      const theirs = firstOnes(findings(withoutNulls(value)));
      expect([...new Set(ours)].sort(), JSON.stringify(value)).to.deep.equal([...new Set(theirs)].sort());
      return theirs;
    };

    it(`finds what Ajv finds, on ${VALUES} values made at random`, () => {
      const chance = seededChance(20_261_123);
      const seen = new Set<string>();
      let valid = 0;
      for (let i = 0; i < VALUES; i++) {
        const found = compare(randomObject(chance, [...names, ...odd], 3));
        if (!found.length) valid++;
        for (const each of found) seen.add(each.split(' ')[0] as string);
      }
      // Otherwise the values would be of no use.
      if (names.includes('Anything')) return;
      expect([...seen]).to.include('type');
      if (!file.endsWith('request')) expect(valid).to.be.greaterThan(50);
    });

    it('finds what Ajv finds on values that differ from a valid one in one place', () => {
      const chance = seededChance(7);
      const base: Record<string, unknown> = {
        ClientId: 'a',
        Username: 'a',
        SecretHash: '=',
        UserContextData: { IpAddress: 'a' },
        AnalyticsMetadata: { AnalyticsEndpointId: 'a' },
        ClientMetadata: { a: 'a' },
      };
      const keywords = new Set<string>();
      for (let i = 0; i < VALUES; i++) {
        const whole = file === 'forgot-password-request' ? structuredClone(base) : {};
        const inner = chance.pick(
          Object.values(whole)
            .filter((value) => typeof value === 'object')
            .concat(whole),
        );
        const target = inner as Record<string, unknown>;
        const name = chance.pick([...names, 'x']);
        if (chance.below(9)) target[name] = randomValue(chance, [...names, ...odd], 2);
        else delete target[name];
        for (const each of compare(whole)) keywords.add(each.split(' ')[0] as string);
      }
      if (file !== 'forgot-password-request') return;
      const all = ['type', 'required', 'minLength', 'maxLength', 'pattern', 'additionalProperties'];
      expect([...keywords]).to.have.members(all);
    });

    it('finds what Ajv finds on everything that is no object', () => {
      for (const value of [null, true, 0, 'text', [], [{}], '', -1]) compare(value);
    });

    it('finds what Ajv finds at the limits of long texts', () => {
      for (const length of [131_071, 131_072, 131_073]) {
        for (const text of ['a'.repeat(length), '🦜'.repeat(length), '\uD83E'.repeat(length)]) {
          for (const name of names) compare({ [name]: text, ClientMetadata: { [name]: text } });
        }
      }
    });
  });
}

// Validates a request as the service does, with its messages. Like the service, it ignores unknown members.
import { CONSTRAINTS, type OperationName, type StructureConstraint, type TextConstraint } from './constraints.ts';
import { type Refusal, refusal } from './refusals.ts';

/** The members of a valid request. */
export interface Members {
  readonly ClientId: string;
  readonly Username: string;
  readonly SecretHash?: string | undefined;
  /** Empty for ForgotPassword. */
  readonly ConfirmationCode: string;
  /** Empty for ForgotPassword. */
  readonly Password: string;
}

/** The problems of a request. The service stops at the first wrong type, but lists every broken constraint. */
interface Findings {
  readonly wrongTypes: string[];
  readonly broken: string[];
}

// The service's messages show only the values of members that its model does not mark as sensitive.
const SHOWN = new Set(['confirmationCode']);

const isText = (constraint: TextConstraint | StructureConstraint): constraint is TextConstraint =>
  typeof constraint.isRequired === 'boolean';

const isStructure = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member's name in the service's messages. */
const shownName = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);

function checkText(value: string, constraint: TextConstraint, at: string, { broken }: Findings): void {
  const { minLength, maxLength, pattern } = constraint;
  const length = [...value].length;
  const report = (problem: string): void => {
    broken.push(
      `Value ${SHOWN.has(at) ? `'${value}' ` : ''}at '${at}' failed to satisfy constraint: Member must ${problem}`,
    );
  };
  if (length < minLength) report(`have length greater than or equal to ${minLength}`);
  if (length > maxLength) report(`have length less than or equal to ${maxLength}`);
  if (pattern && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
    report(`satisfy regular expression pattern: ${pattern}`);
  }
}

function checkMember(
  value: unknown,
  constraint: TextConstraint | StructureConstraint,
  at: string,
  findings: Findings,
): void {
  if (value === undefined || value === null) {
    if (constraint.isRequired === true) {
      findings.broken.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
    }
  } else if (!isText(constraint)) {
    if (isStructure(value)) checkStructure(value, constraint, `${at}.`, findings);
    else findings.wrongTypes.push('Start of structure or map expected');
  } else if (typeof value === 'string') {
    checkText(value, constraint, at, findings);
  } else {
    findings.wrongTypes.push(`${(typeof value).toUpperCase()}_VALUE can not be converted to a String`);
  }
}

function checkStructure(
  value: Readonly<Record<string, unknown>>,
  constraints: StructureConstraint,
  at: string,
  findings: Findings,
): void {
  const { '*': each, ...named } = constraints;
  for (const [member, constraint] of Object.entries(named)) {
    const own = Object.hasOwn(value, member) ? value[member] : undefined;
    checkMember(own, constraint, at + shownName(member), findings);
  }
  if (!each) return;
  for (const [key, member] of Object.entries(value)) checkMember(member, each, `${at}${key}.member`, findings);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The members of a request, or the service's error if they are invalid. */
export function validated(operation: OperationName, request: unknown): Members | Refusal {
  if (!isStructure(request)) return refusal('SerializationException', 'Start of structure or map expected');
  const findings: Findings = { wrongTypes: [], broken: [] };
  checkStructure(request, CONSTRAINTS[operation], '', findings);
  const { wrongTypes, broken } = findings;
  if (wrongTypes[0]) return refusal('SerializationException', wrongTypes[0]);
  if (broken.length) {
    const count = `${broken.length} validation error${broken.length > 1 ? 's' : ''} detected`;
    return refusal('InvalidParameterException', `${count}: ${broken.join('; ')}`);
  }
  const { ClientId, Username, SecretHash, ConfirmationCode, Password } = request;
  return {
    ClientId: textOf(ClientId),
    Username: textOf(Username),
    SecretHash: textOf(SecretHash) || undefined,
    ConfirmationCode: textOf(ConfirmationCode),
    Password: textOf(Password),
  };
}

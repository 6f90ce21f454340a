// Just enough of DNS (RFC 1035, section 4) to answer one question of class IN: A from a table, nothing for other types.

const HEADER_BYTES = 12;
const TYPE_A = 1;
const NO_ERROR = 0;
const NAME_ERROR = 3;
const TTL_SECONDS = 1;
/** A response, authoritative, recursion available. */
const FLAGS = 0x8480;
const RECURSION_DESIRED = 0x0100;
/** A pointer to the question's name. */
const NAME_POINTER = 0xc00c;

export interface Question {
  readonly name: string;
  readonly type: number;
  /** Where the question ends in the message. */
  readonly end: number;
}

/** The question of a query, or undefined where the message isn't one. */
export function parseQuestion(message: Buffer): Question | undefined {
  if (message.length < HEADER_BYTES + 5 || message.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
    if (at + 5 > message.length) return undefined;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function addressRecord(address: string): Buffer {
  const record = Buffer.alloc(16);
  record.writeUInt16BE(NAME_POINTER, 0);
  record.writeUInt16BE(TYPE_A, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(TTL_SECONDS, 6);
  record.writeUInt16BE(4, 10);
  address.split('.').forEach((part, index) => record.writeUInt8(Number(part), 12 + index));
  return record;
}

/** The answer to a query from `names`, or undefined where it is no query. */
export function answer(query: Buffer, names: Readonly<Record<string, string>>): Buffer | undefined {
  const question = parseQuestion(query);
  if (question === undefined) return undefined;
  const address = names[question.name];
  const records = address !== undefined && question.type === TYPE_A ? [addressRecord(address)] : [];
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  const code = address === undefined ? NAME_ERROR : NO_ERROR;
  header.writeUInt16BE(FLAGS | (query.readUInt16BE(2) & RECURSION_DESIRED) | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, query.subarray(HEADER_BYTES, question.end), ...records]);
}

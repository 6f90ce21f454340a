// Reads Kamailio's table of users (db_text): the HA1 of each. What users.mjs writes, or kamdbctl, or an export of a database.

/** A field may hold an escaped colon. */
const fieldsOf = (line) => line.split(/(?<!\\):/u).map((field) => field.replaceAll('\\:', ':'));

/** HA1 (RFC 7616 section 3.4.2) by user name, of the users of this domain. Throws where a needed column is not there. */
export function readSubscribers(text, domain) {
  const [head = '', ...rows] = text.split(/\r?\n/u).filter(Boolean);
  const columns = head.split(/\s+/u).map((column) => column.split('(')[0]);
  const at = (name) => {
    const index = columns.indexOf(name);
    if (index < 0) throw new Error(`the table of users has no column ${name}`);
    return index;
  };
  const [username, realm, ha1] = [at('username'), at('domain'), at('ha1')];
  const users = rows.map(fieldsOf).filter((fields) => fields[realm] === domain);
  return new Map(users.map((fields) => [fields[username], fields[ha1]]));
}

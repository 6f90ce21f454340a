// Stops with one readable line on a Node.js that is too old. Imported first by every script, and therefore free of modern syntax.
const WANTED = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < WANTED[0] || (major === WANTED[0] && minor < WANTED[1])) {
  process.stderr.write(
    `Bothways needs Node.js ${WANTED.join('.')} or newer; this is ${process.versions.node}. Please install a newer one.\n`,
  );
  process.exit(1);
}

// JsSIP's dialogs, which its types leave out (jssip/lib/Dialog.js).
declare module 'jssip/lib/Dialog.js' {
  const Dialog: new (owner: object, message: object, type: 'UAC' | 'UAS') => object;
  // eslint-disable-next-line no-restricted-syntax -- what the CommonJS module exports
  export default Dialog;
}

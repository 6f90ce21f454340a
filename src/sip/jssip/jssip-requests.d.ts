// JsSIP's way to send a request outside a dialog, which its types leave out (jssip/lib/RequestSender.js, jssip/lib/SIPMessage.js).
declare module 'jssip/lib/RequestSender.js' {
  interface Handlers {
    onRequestTimeout(): void;
    onTransportError(): void;
    onReceiveResponse(response: { readonly status_code: number; getHeaders(name: string): string[] }): void;
  }
  const RequestSender: new (ua: object, request: object, handlers: Handlers) => { send(): void };
  // eslint-disable-next-line no-restricted-syntax -- what the CommonJS module exports
  export default RequestSender;
}
declare module 'jssip/lib/SIPMessage.js' {
  const SIPMessage: {
    readonly OutgoingRequest: new (
      method: string,
      target: object | string,
      ua: object,
      params: { readonly to_uri?: object; readonly call_id?: string; readonly cseq?: number },
      extraHeaders?: readonly string[],
    ) => object;
  };
  // eslint-disable-next-line no-restricted-syntax -- what the CommonJS module exports
  export default SIPMessage;
}

declare module 'jssip/lib/Utils.js' {
  const Utils: {
    /** MD5 of a text, in hexadecimal digits. */
    calculateMD5: (text: string) => string;
  };
  // eslint-disable-next-line no-restricted-syntax -- what the CommonJS module exports
  export default Utils;
}

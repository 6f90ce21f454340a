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
// How it answers a challenge (jssip/lib/DigestAuthentication.js).
declare module 'jssip/lib/DigestAuthentication.js' {
  const DigestAuthentication: { readonly prototype: object };
  // eslint-disable-next-line no-restricted-syntax -- what the CommonJS module exports
  export default DigestAuthentication;
}

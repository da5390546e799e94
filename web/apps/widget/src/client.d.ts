/** The client is a chunk of its own, fetched after the first paint; this is all that the widget asks of it. */
declare module "@sealdesk/client/visitor" {
  export const openVisitorDesk: import("./contract.ts").OpenVisitorDesk;
}

declare module "*.css?inline" {
  const css: string;
  // biome-ignore lint/style/noDefaultExport: that is how Vite hands over a style sheet
  export default css;
}

export interface Served {
  readonly origin: string;
  readonly asked: string[];
  close(): void;
}
export function serve(options: {
  folder?: string;
  pages?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  host?: string;
}): Promise<Served>;
export function serveStories(): Promise<{ readonly url: string; close(): void }>;
export function buildLoader(): Promise<string>;
export function buildFrame(): Promise<string>;

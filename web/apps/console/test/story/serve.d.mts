export function serveStories(): Promise<{ readonly url: string; close(): void }>;

/** What only an opened article needs; fetched as a chunk of its own with the first one. */
export { parseBlocks } from "@sealdesk/assistant";

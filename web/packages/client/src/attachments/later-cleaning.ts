/** What only the first file that is chosen needs; a chunk of its own. */
export { clean } from "@sealdesk/files";

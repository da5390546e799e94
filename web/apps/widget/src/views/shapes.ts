/** Shapes that only later screens draw; the first ones stand in `icons.tsx`. */

export { check } from "./check.ts";
export { clip } from "./incoming.tsx";
export const smile =
  "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM7.25 11.75a3.2 3.2 0 0 0 5.5 0M7.75 8v.01M12.25 8v.01";
export const reply = "M8 5 3.5 9.5 8 14M3.75 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1";
export const copy =
  "M8.5 7h6A1.5 1.5 0 0 1 16 8.5v6a1.5 1.5 0 0 1-1.5 1.5h-6A1.5 1.5 0 0 1 7 14.5v-6A1.5 1.5 0 0 1 8.5 7zM4.75 13A1.5 1.5 0 0 1 4 11.75V5.5A1.5 1.5 0 0 1 5.5 4h6.25c.5 0 1 .3 1.25.75";
export const pen = "M12.5 4.5l3 3L7.25 15.75 4 16l.25-3.25zM11 6l3 3";
export const bin = "M4 6h12M8 6V4.25h4V6M5.5 6l.75 10h7.5L14.5 6M8.5 9v4M11.5 9v4";
export const save = "M10 3.5v9M6.25 9 10 12.75 13.75 9M4 16h12";
export const camera =
  "M3.5 7.5A1.5 1.5 0 0 1 5 6h1.75L8 4.25h4L13.25 6H15a1.5 1.5 0 0 1 1.5 1.5v6A1.5 1.5 0 0 1 15 15H5a1.5 1.5 0 0 1-1.5-1.5zM12.5 10.25a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z";
export const picture =
  "M5 3.75h10A1.25 1.25 0 0 1 16.25 5v10A1.25 1.25 0 0 1 15 16.25H5A1.25 1.25 0 0 1 3.75 15V5A1.25 1.25 0 0 1 5 3.75zM8 8.25a1 1 0 1 1-2 0 1 1 0 0 1 2 0zM4 14l3.75-3.5 2.5 2.25 2.5-2.5L16 13.5";
export const sound =
  "M4 8.25v3.5h2.5L10 14.5v-9L6.5 8.25zM12.75 7.75a3.2 3.2 0 0 1 0 4.5M14.75 5.75a6 6 0 0 1 0 8.5";
export const again = "M15.5 7.5A6 6 0 1 0 16 10M15.75 4v3.75H12";
/** Five faces, from very badly to very well. */
export const faces = [
  "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM6.75 13.75a3.9 3.9 0 0 1 6.5 0M6.75 7l2 1M13.25 7l-2 1",
  "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM7.25 13.25a3.6 3.6 0 0 1 5.5 0M7.75 8v.01M12.25 8v.01",
  "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM7.25 12.5h5.5M7.75 8v.01M12.25 8v.01",
  "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM7.25 11.75a3.2 3.2 0 0 0 5.5 0M7.75 8v.01M12.25 8v.01",
  "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM6.5 11.25h7a3.5 3.5 0 0 1-7 0zM6.75 8.25l1-1 1 1M11.25 8.25l1-1 1 1",
] as const;
export const signed = "M10 2.75l6 2.25v4.75c0 3.6-2.4 6.2-6 7.5-3.6-1.3-6-3.9-6-7.5V5zM7.25 10l2 2 3.75-4";

/** A tick, for screens that are fetched later. */
export const check = "M4.5 10.5l3.5 3.5 7.5-8";

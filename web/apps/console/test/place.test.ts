import { describe, expect, it } from "vitest";
import { addressOf, type Place, placeAt } from "../src/model/place.ts";

const conversation = "9f".repeat(32);
const inbox = "1c".repeat(32);
const places: readonly Place[] = [
  { area: "work", view: "mine", conversation: null },
  { area: "work", view: "open", conversation },
  { area: "work", view: { inbox }, conversation: null },
  { area: "work", view: { inbox }, conversation },
];

describe("the address of a place", () => {
  it("leads back to the place", () => {
    for (const place of places) expect(placeAt(addressOf(place))).toEqual(place);
    expect(placeAt(addressOf({ area: "people", view: "mine", conversation: null }))?.area).toBe("people");
  });
  it("is not mistaken for the secret of a set-up or an invitation", () => {
    for (const hash of ["", "#", "#setup=abc", "#join=a/b", "#join=/mine"]) expect(placeAt(hash)).toBeNull();
  });
  it("is nothing when somebody else wrote it", () => {
    for (const hash of [
      "#/",
      "#/nowhere",
      "#/mine/x",
      "#/inbox",
      "#/inbox/..",
      "#/people/1",
      `#/mine/${conversation}/x`,
    ])
      expect(placeAt(hash)).toBeNull();
  });
});

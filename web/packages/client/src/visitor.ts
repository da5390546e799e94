/**
 * What the customer's window shows and may ask for: the contract between the widget's views and the
 * encrypted client behind them. Types only; no DOM, no network, no sentences (views own the words).
 *
 * Promise: a view that renders nothing but a `VisitorState` cannot show anything the device has not
 * verified. Snapshots are immutable: a change is a new object, and parts that did not change keep their
 * identity. Limit: code served by a dishonest origin can render whatever it likes.
 */

export type * from "./contract/said.ts";
export type * from "./visitor/contract/answers.ts";
export type * from "./visitor/contract/basics.ts";
export type * from "./visitor/contract/commands.ts";
export type * from "./visitor/contract/conversation.ts";
export type * from "./visitor/contract/entry.ts";
export type * from "./visitor/contract/linking.ts";
export type * from "./visitor/contract/ready.ts";
export type * from "./visitor/contract/showing.ts";

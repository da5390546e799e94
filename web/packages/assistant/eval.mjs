// Prints how well the assistant answers the demo articles' questions, what it refuses, and its size.
//
//   node eval.mjs [folder with banking77/ and clinc150/] [--misses]
//
// Without a folder only the hand-written questions are measured. Public sets, when given: banking77 train.csv
// (customer questions, mapped by intent to an article where one clearly answers) and clinc150 train_val.json
// (out-of-scope questions, validation part; the weights of the confidence were fitted with its training part, without
// the questions about banks). banking77 chose nothing. All figures are shares of questions.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build, runnerImport } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const load = async (path) => (await runnerImport(join(here, path))).module;

/** banking77 intent to the article that answers it. */
const BANKING77 = {
  card_arrival: "card-not-arrived",
  card_delivery_estimate: "card-not-arrived",
  lost_or_stolen_card: "lost-or-stolen-card",
  pin_blocked: "pin",
  change_pin: "pin",
  contactless_not_working: "contactless",
  declined_card_payment: "card-declined",
  card_payment_not_recognised: "unknown-card-payment",
  pending_card_payment: "pending-payments",
  transaction_charged_twice: "charged-twice",
  transfer_timing: "payment-times",
  transfer_not_received_by_recipient: "payment-times",
  cancel_transfer: "wrong-account",
  edit_personal_details: "change-details",
  passcode_forgotten: "sign-in-help",
  card_swallowed: "cash-machine",
  wrong_amount_of_cash_received: "cash-machine",
  terminate_account: "close-account",
  activate_my_card: "activate-card",
  apple_pay_or_google_pay: "phone-wallet",
  age_limit: "young-sailors",
};

function banking77(path) {
  return readFileSync(path, "utf8")
    .split("\n")
    .map((line) => /^"?(.*?)"?,(\w+\??)\r?$/.exec(line))
    .flatMap((row) => (row && BANKING77[row[2]] ? [[row[1], BANKING77[row[2]]]] : []));
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const misses = process.argv.includes("--misses");

function printAccuracy(name, figures) {
  console.log(
    `${name.padEnd(34)} ${String(figures.asked).padStart(5)} questions · top 1 ${percent(figures.top1)} · ` +
      `top 3 ${percent(figures.top3)} · wrong quote ${percent(figures.wrongQuote)} · refused ${percent(figures.refused)}`,
  );
  if (misses) for (const miss of figures.misses.slice(0, 60)) console.log(`    ${miss}`);
}

function printRefusal(name, figures) {
  console.log(
    `${name.padEnd(34)} ${String(figures.asked).padStart(5)} questions · unknown ${percent(figures.unknown)} · ` +
      `quoted anyway ${percent(figures.quoted)}`,
  );
  if (misses) for (const slip of figures.slips.slice(0, 60)) console.log(`    ${slip}`);
}

async function size() {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    root: here,
    build: { write: false, target: "es2022", minify: true, lib: { entry: "src/index.ts", formats: ["es"] } },
  });
  const code = [result].flat()[0].output[0].code;
  return { minified: Buffer.byteLength(code), brotli: brotliCompressSync(code).length };
}

const { buildIndex } = await load("src/index.ts");
const { demoArticles } = await load("test/demo.ts");
const { accuracy, refusal } = await load("test/measure.ts");
const { IN_DOMAIN, OUT_OF_DOMAIN } = await load("test/questions.ts");
const articles = demoArticles();
const started = performance.now();
const index = buildIndex(articles);
console.log(`${articles.length} articles indexed in ${(performance.now() - started).toFixed(0)} ms`);
const half = (list, odd) => list.filter((_, at) => at % 2 === odd);
printAccuracy("ours, tuning half", accuracy(index, half(IN_DOMAIN, 0)));
printAccuracy("ours, held-out half", accuracy(index, half(IN_DOMAIN, 1)));
printRefusal("strangers, tuning half", refusal(index, half(OUT_OF_DOMAIN, 0)));
printRefusal("strangers, held-out half", refusal(index, half(OUT_OF_DOMAIN, 1)));
const folder = process.argv.slice(2).find((arg) => !arg.startsWith("--"));
const csv = folder && join(folder, "banking77", "train.csv");
if (csv && existsSync(csv)) printAccuracy("banking77 train, mapped intents", accuracy(index, banking77(csv)));
const clinc = folder && join(folder, "clinc150", "train_val.json");
if (clinc && existsSync(clinc)) {
  const sets = JSON.parse(readFileSync(clinc, "utf8"));
  printRefusal(
    "clinc150 out of scope, validation",
    refusal(
      index,
      sets.oos_val.map(([question]) => question),
    ),
  );
}
const bytes = await size();
console.log(`size: ${bytes.minified} bytes minified, ${bytes.brotli} brotli`);

// A store with the dossier in it, and servers on free ports.
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const kWait = 20000; // milliseconds

export async function storeOf(program, dossier) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "headwater-page-"));
  const db = path.join(folder, "page.db");
  await promisify(execFile)(program, ["ingest", "--db", db, dossier]);
  return { path: db, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

export const token = "a-token-for-these-tests";

export async function serve(program, db, ...more) {
  const child = spawn(program, ["serve", "--db", db, "--port", "0", ...more], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, HEADWATER_TOKEN: token },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const found = /http:\/\/[\w.:[\]-]+/.exec(said);
      if (found && said.includes("\n")) resolve(found[0].replace(/\/$/, ""));
    });
    void ended.then(() => reject(new Error(`the server ended: ${said}`)));
    setTimeout(() => reject(new Error("the server does not say where it listens")), kWait).unref();
  });
  return {
    address,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

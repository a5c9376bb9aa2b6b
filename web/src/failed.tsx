// What did not work: in the reader's words, and behind them the server's own line, in English.

import { useTongue, type Word } from "./words";

/** The server's answer that there is no answer, with its status and its line that says why. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    line: string,
  ) {
    super(line);
  }
}

const REASONS: Record<number, Word> = {
  400: "not_understood",
  403: "not_allowed",
  404: "not_there",
  409: "being_built",
  503: "too_long",
};

/** The reply if it is one of success; otherwise it is thrown. */
export async function accepted(reply: Response): Promise<Response> {
  if (!reply.ok) throw new Refused(reply.status, (await reply.text()).trim() || reply.statusText);
  return reply;
}

export function Failed({ error }: { error: Error }) {
  const tongue = useTongue();
  // What is not from the server is from the browser, which did not reach it.
  const reason = error instanceof Refused ? (REASONS[error.status] ?? "broken") : "unreached";
  return (
    <>
      {tongue.say("failed")}: {tongue.say(reason)}{" "}
      <span class="faint" lang="en">
        {error.message}
      </span>
    </>
  );
}

// What a claim's address says besides the claim: which part of the store is asked, and what is open.

import { claimRoute } from "../route";
import { replaceAddress } from "../navigate";

export interface ClaimState {
  claim: string;
  asOf: string; // a date, or empty for now
  without: string; // a source that is thought away, or empty
  showCopies: boolean;
  step: string; // "2.1": the first step of the second chain; empty for none
}

export const stateOf = (claim: string, params: URLSearchParams): ClaimState => ({
  claim,
  asOf: params.get("as_of") ?? "",
  without: params.get("without") ?? "",
  showCopies: params.get("copies") === "shown",
  step: params.get("step") ?? "",
});

const addressOf = (state: ClaimState) =>
  claimRoute(state.claim, {
    as_of: state.asOf,
    without: state.without,
    copies: state.showCopies ? "shown" : "",
    step: state.step,
  });

export const go = (state: ClaimState, change: Partial<ClaimState>) =>
  replaceAddress(addressOf({ ...state, ...change }));

// As parameters of the server's questions.
export const viewOf = (state: ClaimState) => ({ as_of: state.asOf, without: state.without });

// A claim: the answer, the picture of its chains, the evidence in its place, and the questions about them.

import { ask } from "../api";
import type { Drift, Gap, Impact, Picture, ShownClaim, Step, Timeline } from "../api_types";
import { answerBand, figuresOf } from "../claim/answer";
import { answersTo, pictureOf, type Answers } from "../claim/answers";
import { ChainList } from "../claim/chain_list";
import { claimHead } from "../claim/claim_head";
import { driftBody } from "../claim/drift_section";
import { exportLinks } from "../claim/exports";
import { gapsBody } from "../claim/gaps_section";
import { independenceBody } from "../claim/independence_section";
import { Inspector } from "../claim/inspector";
import { ChainPicture, kMostDrawn } from "../claim/picture";
import { edgeId } from "../claim/picture_elements";
import { impactBody, sourcesBody } from "../claim/sources_section";
import { go, stateOf, viewOf, type ClaimState } from "../claim/state";
import { namesOf, stationsOf } from "../claim/stations";
import { cameOutAfter, timeSlider, type TimeSlider } from "../claim/time_slider";
import { button, el, replace } from "../dom";
import { claimItem, listSection } from "../items";
import { announce, isAbort } from "../navigate";
import { documentOfNode } from "../route";
import { failed, fillWhenThere, loading } from "../states";
import { count, dayWords, quoted, titleOf } from "../words";
import type { OpenView, View } from "./view";

class ClaimPage implements View {
  readonly title: string;
  readonly nodes: Node[];
  private readonly view: HTMLElement;
  private asking = new AbortController();
  private answers: Answers | undefined;
  private whole: Picture | null = null; // of all chains, on the day and with the copies of `state`
  private timeline: Timeline | undefined;
  private slider: TimeSlider | null = null;
  private readonly banner = el("div", { role: "status" });
  private readonly answer = el("div", {}, loading("Tracing"));
  private readonly time = el("div", {});
  private readonly sections: Record<"sources" | "independence" | "drift" | "gaps" | "exports", HTMLElement>;
  private readonly copies = el("input", {
    type: "checkbox",
    id: "copies",
    role: "switch",
    change: () => go(this.state, { showCopies: !this.copies.checked, step: "" }),
  });
  private readonly picture = new ChainPicture({
    pickNode: (node) => this.inspector.node(node, this.stepsTo(node.node), (step) => this.openStep(step)),
    pickEdge: (id) => this.pickEdge(id),
    drawMore: () => void this.drawMore(),
  });
  private readonly chains = new ChainList((step, place) => {
    go(this.state, { step: place });
    this.openStep(step);
  });
  private readonly inspector = new Inspector(
    () => {
      this.picture.mark(null);
      this.chains.mark("");
      go(this.state, { step: "" });
    },
    (node) => go(this.state, { without: node, step: "" }),
  );

  constructor(
    private readonly shown: ShownClaim,
    private state: ClaimState,
  ) {
    this.title = quoted(shown.claim.text);
    const part = () => el("div", {}, loading());
    this.sections = { sources: part(), independence: part(), drift: part(), gaps: part(), exports: el("div", {}) };
    const block = (heading: string, body: HTMLElement, name: string) =>
      el(
        "section",
        { class: `block ${name}`, "aria-labelledby": `${name}-heading` },
        el("h2", { id: `${name}-heading` }, heading),
        body,
      );
    this.view = el(
      "div",
      {
        class: "claim-view",
        keydown: (event) => {
          if ((event as KeyboardEvent).key === "Escape") this.inspector.close();
        },
      },
      this.banner,
      this.answer,
      el(
        "div",
        { class: "desk-of-claim" },
        el(
          "div",
          { class: "stage" },
          el(
            "section",
            { class: "block picture-block", "aria-labelledby": "picture-heading" },
            el(
              "div",
              { class: "block-head" },
              el("h2", { id: "picture-heading" }, "Where it comes from"),
              el("label", { class: "switch" }, this.copies, "Fold copies into one"),
            ),
            this.picture.host,
            this.time,
          ),
          block("Step by step", this.chains.host, "steps"),
        ),
        this.inspector.host,
      ),
      el(
        "div",
        { class: "questions" },
        el(
          "div",
          {},
          block("How the words changed", this.sections.drift, "drift-block"),
          block("Send it on", this.sections.exports, "exports-block"),
        ),
        el(
          "div",
          {},
          block("Independence", this.sections.independence, "independence"),
          block("Sources on the way", this.sections.sources, "sources"),
          block("What could not be traced", this.sections.gaps, "gaps-block"),
        ),
      ),
      this.kin(),
    );
    this.nodes = [claimHead(shown.claim), this.view];
    this.inspector.home(shown.claim);
    void this.load(true);
  }

  update(params: URLSearchParams): boolean {
    const before = this.state;
    this.state = stateOf(before.claim, params);
    const { asOf, without, showCopies, step } = this.state;
    if (asOf !== before.asOf || showCopies !== before.showCopies) this.whole = null;
    if (asOf !== before.asOf || without !== before.without || showCopies !== before.showCopies) void this.load(false);
    else if (step !== before.step) this.chains.mark(step);
    return true;
  }

  close(): void {
    this.asking.abort();
    this.picture.close();
  }

  private async load(first: boolean): Promise<void> {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    this.copies.checked = !this.state.showCopies;
    try {
      const timeline = this.timeline ?? ask<Timeline>(`analyse/timeline/${this.state.claim}`, {}, signal);
      const answers = this.state.asOf ? null : answersTo(this.state, this.whole, signal);
      answers?.catch(() => undefined); // told below, where it is awaited
      this.timeline = await timeline;
      if (first) {
        this.slider = timeSlider(this.timeline, (asOf) => go(this.state, { asOf, step: "" }));
        replace(this.time, this.slider?.host);
      }
      this.slider?.set(this.state.asOf);
      if (cameOutAfter(this.timeline, this.shown.claim.document.id, this.state.asOf)) {
        this.showNothingYet(this.timeline, signal);
        return;
      }
      this.answers = await (answers ?? answersTo(this.state, this.whole, signal));
      if (signal.aborted) return;
      this.whole = this.answers.picture;
      this.show(this.answers, this.timeline, signal);
      if (!first) announce(this.answers.sentence);
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      replace(
        this.answer,
        failed(error, () => void this.load(first)),
      );
      for (const part of Object.values(this.sections)) replace(part);
    }
  }

  // On a day before the claim's own document came out there is nothing to trace, though others may have had it.
  private showNothingYet(timeline: Timeline, signal: AbortSignal): void {
    const day = timeline.days.filter((one) => one.date <= this.state.asOf).pop();
    const words = `“${titleOf(this.shown.claim.document)}” had not come out on ${dayWords(this.state.asOf)}.`;
    const others = day ? ` ${count(day.outlets, "outlet")} had the claim by then.` : "";
    this.answers = undefined;
    replace(this.answer, el("div", { class: "answer" }, el("p", { class: "answer-words" }, words + others)));
    this.showBanner(signal);
    this.view.classList.add("not-yet");
    announce(words + others);
  }

  private show({ sentence, trace, picture, standing, independence }: Answers, timeline: Timeline, signal: AbortSignal): void {
    const { state } = this;
    const names = namesOf(trace, picture);
    const figures = figuresOf(independence, timeline, trace.chains.length);
    replace(this.answer, answerBand(sentence, trace), figures);
    this.view.classList.remove("not-yet");
    this.showBanner(signal);
    this.picture.show(picture, standing);
    this.chains.show(trace, names);
    this.inspector.home(this.shown.claim);
    replace(this.sections.independence, ...independenceBody(independence, names, (nodes) => this.picture.light(nodes)));
    replace(
      this.sections.sources,
      ...sourcesBody(stationsOf(trace, standing), (node) => go(state, { without: node, step: "" })),
    );
    replace(this.sections.exports, exportLinks(state));
    void fillWhenThere(this.sections.drift, async () =>
      driftBody(await ask<Drift>(`analyse/drift/${state.claim}`, viewOf(state), signal)),
    );
    void fillWhenThere(this.sections.gaps, async () =>
      gapsBody(
        (await ask<{ gaps: Gap[] }>(`analyse/gaps/${state.claim}`, viewOf(state), signal)).gaps,
        trace.chains.length,
      ),
    );
    if (state.step) this.openPlace(state.step);
  }

  private async drawMore(): Promise<void> {
    const { signal } = this.asking;
    try {
      const { state } = this;
      const [standing, all] = await Promise.all([
        pictureOf(state, kMostDrawn, signal),
        state.without ? pictureOf({ ...state, without: "" }, kMostDrawn, signal) : null,
      ]);
      if (signal.aborted || !this.answers) return;
      const picture = all ?? standing;
      this.whole = picture;
      this.answers = { ...this.answers, picture, standing };
      this.picture.show(picture, standing);
      announce(`${count(picture.nodes.length, "station")} drawn`);
    } catch (error) {
      if (!isAbort(error)) this.picture.tell(error);
    }
  }

  // Which part of the store is looked at, if it is not all of it, and what would follow.
  private showBanner(signal: AbortSignal): void {
    const { asOf, without } = this.state;
    if (!asOf && !without) {
      replace(this.banner);
      return;
    }
    const effect = without ? el("div", { class: "effect" }) : null;
    const name = el("strong", {}, "this source");
    replace(
      this.banner,
      el(
        "div",
        { class: "banner" },
        el(
          "p",
          {},
          "The claim ",
          without && el("span", {}, "without ", name),
          without && asOf && ", ",
          asOf && el("span", {}, "as it stood on ", el("strong", {}, dayWords(asOf))),
        ),
        el(
          "div",
          { class: "actions" },
          without && button("Put it back", () => go(this.state, { without: "" }), { class: "quiet" }),
          asOf && button("Back to now", () => go(this.state, { asOf: "" }), { class: "quiet" }),
        ),
        effect,
      ),
    );
    if (!effect) return;
    void fillWhenThere(
      effect,
      async () => {
        const impact = await ask<Impact>(`analyse/impact/${without}`, { as_of: asOf }, signal);
        replace(name, impact.withdrawn.name || "this source");
        return impactBody(impact);
      },
      "Seeing what falls",
    );
  }

  private stepsTo(node: string): Step[] {
    const all = this.answers?.trace.chains.flatMap((chain) => chain.steps) ?? [];
    const seen = new Set<string>();
    return all.filter((step) => {
      const key = `${step.from} ${step.relation} ${step.to}`;
      if (documentOfNode(step.to) !== node || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }

  private openStep(step: Step): void {
    const place = this.placeOf(step);
    this.chains.mark(place);
    this.picture.markStep(documentOfNode(step.from), step.relation, documentOfNode(step.to));
    this.inspector.step(step);
    announce(`${step.from_name}, ${step.to_name}. ${step.evidence.quote}`);
  }

  private openPlace(place: string): void {
    const [chain, at] = place.split(".").map(Number);
    const step = this.answers?.trace.chains[(chain ?? 0) - 1]?.steps[(at ?? 0) - 1];
    if (step) this.openStep(step);
  }

  private placeOf(step: Step): string {
    const chains = this.answers?.trace.chains ?? [];
    for (const [i, chain] of chains.entries()) {
      const at = chain.steps.indexOf(step);
      if (at >= 0) return `${i + 1}.${at + 1}`;
    }
    return "";
  }

  // An arrow of the picture is one step of a chain, or stands for several where copies are folded.
  private pickEdge(id: string): void {
    const { trace, picture } = this.answers ?? {};
    const edge = picture?.edges.find((one) => edgeId(one) === id);
    if (!trace || !edge) return;
    const all = trace.chains.flatMap((chain) => chain.steps);
    const step =
      all.find(
        (one) =>
          documentOfNode(one.from) === edge.from &&
          documentOfNode(one.to) === edge.to &&
          one.relation === edge.relation,
      ) ??
      all.find(
        (one) =>
          edge.quote !== "" &&
          one.evidence.quote.startsWith(edge.quote.replace(/\.\.\.$/, "")) &&
          one.relation === edge.relation,
      );
    if (step) {
      go(this.state, { step: this.placeOf(step) });
      this.openStep(step);
      return;
    }
    const names = namesOf(trace, picture ?? null);
    this.inspector.edge(edge, { from: names.get(edge.from) ?? edge.from, to: names.get(edge.to) ?? edge.to });
  }

  private kin(): HTMLElement | null {
    const { disputes, disputed_by, repeated_by } = this.shown;
    const lists = [
      listSection(
        "It disputes",
        disputes.map((one) => claimItem(one.claim)),
        5,
      ),
      listSection(
        "Disputed by",
        disputed_by.map((one) => claimItem(one.claim)),
        5,
      ),
      listSection(
        "Repeated by",
        repeated_by.map((one) => claimItem(one.claim)),
        5,
      ),
    ].filter((list) => list !== null);
    return lists.length > 0 ? el("div", { class: "kin" }, ...lists) : null;
  }
}

export const openClaim: OpenView = async (route, signal) =>
  new ClaimPage(await ask<ShownClaim>(`claims/${route.id}`, {}, signal), stateOf(route.id, route.params));

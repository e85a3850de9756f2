// The picture of a claim's chains, drawn where the server laid it out. Pointer, touch and keys walk through it.

import cytoscape, { type Core, type NodeSingular } from "cytoscape";

import type { Picture, PictureNode } from "../api_types";
import { button, el, replace } from "../dom";
import { endClasses, endLegend } from "../end_mark";
import { announce } from "../navigate";
import { empty, failed } from "../states";
import { count, endNames, listed } from "../words";
import { edgeId, elementsOf, isMany, noteId } from "./picture_elements";
import { pageColours, pictureStyle } from "./picture_style";

export const kMostDrawn = 3000; // boxes, which the server gives at most
const kReadable = 0.72; // a picture that fits at less than this is shown from its beginning instead
const kNarrow = 600; // pixels
const kTall = 440;
const kRoom = 18; // around the picture

export interface PictureEvents {
  pickNode(node: PictureNode): void;
  pickEdge(id: string): void;
  drawMore(): void; // than the server gives at first
}

// The library would put a style element into the page, which the server's rules forbid; it does not where an element
// of this name is there. What it would say is in picture.css.
function forgoStyleElement(): void {
  const name = "__________cytoscape_stylesheet";
  if (!document.getElementById(name)) document.head.append(el("meta", { id: name }));
}

const nameOf = (node: PictureNode) =>
  listed([
    node.title,
    node.detail,
    node.end && endNames[node.end],
    node.gap && "not held",
    node.asked && "where the claim stands",
  ]);

export class ChainPicture {
  readonly host: HTMLElement;
  private readonly canvas: HTMLElement;
  private readonly foot = el("div", { class: "picture-foot" });
  private readonly scheme = window.matchMedia("(prefers-color-scheme: dark)");
  private readonly repaint = () => this.graph?.style(pictureStyle(pageColours(), this.isMany));
  private readonly resize = new ResizeObserver(() => this.fitted());
  private graph: Core | undefined;
  private shown: Picture | undefined;
  private chosen: string | undefined;
  private width = 0;
  private isMany = false;

  constructor(private readonly events: PictureEvents) {
    this.canvas = el("div", {
      class: "canvas",
      tabindex: 0,
      role: "application",
      "aria-label": "Picture of the chains",
      "aria-describedby": "picture-help",
      keydown: (event) => this.key(event as KeyboardEvent),
    });
    this.host = el(
      "div",
      { class: "picture" },
      el(
        "div",
        { class: "picture-tools" },
        button("−", () => this.zoom(1 / 1.3), { "aria-label": "Smaller", class: "tool" }),
        button("+", () => this.zoom(1.3), { "aria-label": "Larger", class: "tool" }),
        button("Fit", () => this.whole(), { class: "tool" }),
      ),
      this.canvas,
      el(
        "p",
        { class: "unseen", id: "picture-help" },
        "Arrow keys go from box to box, Enter opens one, Escape lets go. The same chains stand below as a list.",
      ),
      this.foot,
    );
    this.scheme.addEventListener("change", this.repaint);
    this.canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.resize.observe(this.canvas);
  }

  // What is not in `standing` has gone with a source that was withdrawn: it fades, and stays in its place.
  show(all: Picture, standing: Picture): void {
    const left = new Set(standing.nodes.map((node) => node.node));
    // Where copies are folded otherwise, or boxes were left out, the two pictures cannot be laid over each other.
    const picture = standing.nodes.every((node) => all.nodes.some((one) => one.node === node.node)) ? all : standing;
    this.shown = picture;
    this.chosen = undefined;
    this.graph?.destroy();
    this.graph = undefined;
    if (picture.nodes.length === 0) {
      this.canvas.dataset.drawn = "0";
      replace(this.foot, empty("There is nothing to draw."));
      return;
    }
    forgoStyleElement();
    const isNarrow = this.host.clientWidth > 0 && this.host.clientWidth < kNarrow;
    this.isMany = isMany(picture.nodes.length);
    this.graph = cytoscape({
      container: this.canvas,
      elements: elementsOf(picture, isNarrow),
      layout: { name: "preset", fit: false },
      style: pictureStyle(pageColours(), this.isMany),
      minZoom: 0.03,
      maxZoom: 3,
      userZoomingEnabled: false,
      autoungrabify: true,
      boxSelectionEnabled: false,
      selectionType: "single",
      hideEdgesOnViewport: this.isMany,
      textureOnViewport: this.isMany,
      ...(this.isMany && { pixelRatio: 1 }),
    });
    this.graph.on("tap", ".box", (event) => this.choose((event.target as NodeSingular).id(), true));
    this.graph.on("tap", ".arrow", (event) => {
      this.mark((event.target as NodeSingular).id());
      this.events.pickEdge((event.target as NodeSingular).id());
    });
    this.graph.on("mouseover", ".box, .arrow", () => this.canvas.classList.add("over"));
    this.graph.on("mouseout", ".box, .arrow", () => this.canvas.classList.remove("over"));
    if (picture !== standing) this.fade(this.graph, left, new Set(standing.edges.map(edgeId)));
    this.canvas.dataset.drawn = String(this.graph.nodes(".box").length);
    this.canvas.dataset.gone = String(this.graph.nodes(".box.gone").length);
    this.width = 0;
    this.fitted();
    this.legend(picture);
  }

  private fade(graph: Core, nodes: Set<string>, edges: Set<string>): void {
    graph.nodes(".box").forEach((box) => {
      if (nodes.has(box.id())) return;
      box.addClass("gone");
      graph.getElementById(noteId(box.id())).addClass("gone");
    });
    graph.edges().forEach((edge) => {
      if (!edges.has(edge.id())) edge.addClass("gone");
    });
  }

  // Nodes that share a chain stand out, all else steps back. Null lights everything alike.
  light(nodes: string[] | null): void {
    const graph = this.graph;
    if (!graph) return;
    graph.elements().removeClass("lit dim");
    if (!nodes) return;
    const on = new Set([...nodes, this.shown?.nodes[0]?.node ?? ""]);
    graph.nodes(".box").forEach((box) => {
      box.addClass(on.has(box.id()) ? "lit" : "dim");
      graph.getElementById(noteId(box.id())).addClass(on.has(box.id()) ? "lit" : "dim");
    });
    graph.edges().forEach((edge) => {
      edge.addClass(on.has(edge.source().id()) && on.has(edge.target().id()) ? "lit" : "dim");
    });
  }

  // Shows an edge or a box as the one that is spoken of elsewhere.
  mark(id: string | null): void {
    this.graph?.elements(".chosen").removeClass("chosen");
    if (id === null) return;
    this.chosen = this.shown?.nodes.some((node) => node.node === id) ? id : this.chosen;
    this.graph?.getElementById(id).addClass("chosen");
  }

  markStep(from: string, relation: string, to: string): void {
    this.mark(edgeId({ from, relation, to }));
  }

  // What went wrong when more was asked for; what is drawn stays.
  tell(error: unknown): void {
    this.foot.append(failed(error, () => this.events.drawMore()));
  }

  close(): void {
    this.scheme.removeEventListener("change", this.repaint);
    this.resize.disconnect();
    this.graph?.destroy();
  }

  private choose(id: string, opens: boolean): void {
    const node = this.shown?.nodes.find((one) => one.node === id);
    if (!node) return;
    this.mark(id);
    const isGone = this.graph?.getElementById(id).hasClass("gone");
    announce(isGone ? `${nameOf(node)}, gone with what was withdrawn` : nameOf(node));
    if (opens) this.events.pickNode(node);
  }

  private fitted(): void {
    const graph = this.graph;
    const width = this.canvas.clientWidth;
    if (!graph || width === 0 || width === this.width) return;
    this.width = width;
    const box = this.extent(graph);
    const scale = Math.min(1, (width - 2 * kRoom) / box.w);
    const wanted = scale < kReadable ? kReadable : scale;
    this.canvas.style.height = `${Math.round(Math.min(kTall, Math.max(90, box.h * wanted + 2 * kRoom)))}px`;
    this.host.classList.toggle("goes-on", scale < kReadable);
    graph.resize();
    if (scale >= kReadable) {
      graph.viewport({
        zoom: scale,
        pan: {
          x: width / 2 - (box.x1 + box.w / 2) * scale,
          y: this.canvas.clientHeight / 2 - (box.y1 + box.h / 2) * scale,
        },
      });
      return;
    }
    // From the claim on; the rest is reached by dragging.
    const first = graph.nodes(".asked").first();
    const at = (first.nonempty() ? first : graph.nodes().first()).position();
    const high = this.canvas.clientHeight;
    const lowest = kRoom - box.y1 * kReadable; // no empty room above the picture, nor under it
    const highest = Math.min(lowest, high - kRoom - (box.y1 + box.h) * kReadable);
    const y = Math.min(lowest, Math.max(highest, high / 2 - at.y * kReadable));
    graph.viewport({ zoom: kReadable, pan: { x: kRoom - box.x1 * kReadable, y } });
  }

  // Of the boxes. The library could tell it of all elements, but it takes its time over words and arrows.
  private extent(graph: Core): { x1: number; y1: number; w: number; h: number } {
    let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity];
    graph.nodes(".box").forEach((box) => {
      const { x, y } = box.position();
      const [width, height] = [box.data("width") as number, box.data("height") as number];
      x1 = Math.min(x1, x - width / 2);
      x2 = Math.max(x2, x + width / 2);
      y1 = Math.min(y1, y - height / 2);
      y2 = Math.max(y2, y + height / 2);
    });
    return { x1, y1, w: x2 - x1, h: y2 - y1 };
  }

  private whole(): void {
    const graph = this.graph;
    if (!graph) return;
    const { x1, y1, w, h } = this.extent(graph);
    const scale = Math.min(1.5, (graph.width() - 2 * kRoom) / w, (graph.height() - 2 * kRoom) / h);
    graph.viewport({
      zoom: scale,
      pan: { x: graph.width() / 2 - (x1 + w / 2) * scale, y: graph.height() / 2 - (y1 + h / 2) * scale },
    });
  }

  private zoom(by: number): void {
    const graph = this.graph;
    if (!graph) return;
    graph.zoom({ level: graph.zoom() * by, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
  }

  // The wheel scrolls the page, as everywhere; with Ctrl it zooms.
  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1.12 : 1 / 1.12);
  }

  private key(event: KeyboardEvent): void {
    const ways: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const way = ways[event.key];
    if (way) {
      event.preventDefault();
      this.walk(way);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(this.chosen ?? this.shown?.nodes[0]?.node ?? "", true);
    } else if (event.key === "+" || event.key === "-") {
      this.zoom(event.key === "+" ? 1.3 : 1 / 1.3);
    }
  }

  // To the nearest box in that direction; what lies aside counts double.
  private walk([dx, dy]: [number, number]): void {
    const graph = this.graph;
    if (!graph) return;
    const boxes = graph.nodes(".box");
    const here = this.chosen ? graph.getElementById(this.chosen) : graph.collection();
    if (here.empty()) {
      this.choose(boxes.first().id(), false);
      return;
    }
    const { x, y } = here.position();
    let best: { id: string; cost: number } | undefined;
    boxes.forEach((box) => {
      const along = (box.position("x") - x) * dx + (box.position("y") - y) * dy;
      const aside = Math.abs((box.position("x") - x) * dy) + Math.abs((box.position("y") - y) * dx);
      if (along < 1) return;
      const cost = along + 2 * aside;
      if (!best || cost < best.cost) best = { id: box.id(), cost };
    });
    if (!best) return;
    this.choose(best.id, false);
    const box = graph.getElementById(best.id);
    const seen = graph.extent();
    const at = box.position();
    if (at.x < seen.x1 || at.x > seen.x2 || at.y < seen.y1 || at.y > seen.y2) graph.center(box);
  }

  private legend(picture: Picture): void {
    const ends = endClasses.filter((end) => picture.nodes.some((node) => node.end === end));
    const left = picture.nodes_left_out > 0 ? count(picture.nodes_left_out, "station") : "Some";
    replace(
      this.foot,
      endLegend(ends),
      picture.nodes.some((node) => node.gap) && el("span", { class: "key-gap" }, "named, not held"),
      this.graph?.elements(".gone").nonempty() && el("span", { class: "key-gone" }, "gone with what was withdrawn"),
      picture.truncated &&
        el("span", { class: "note" }, `${left} more, further from the claim or less sure, not drawn.`),
      picture.truncated &&
        picture.nodes.length < kMostDrawn &&
        button("Draw more", () => this.events.drawMore(), { class: "more" }),
    );
  }
}

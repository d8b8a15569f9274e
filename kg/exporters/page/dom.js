"use strict";
// Elements are built from text nodes and attributes only, never from markup: no name can become an element.
{
  kg.byId = (id) => document.getElementById(id);

  // An element. `attributes` may hold on<event> functions; true sets an empty attribute, null, undefined and false none.
  kg.make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };

  kg.button = (text, onclick, attributes = {}) => kg.make("button", { type: "button", onclick, ...attributes }, text);

  // A button that leads to an entity.
  kg.nodeButton = (node, attributes = {}) =>
    kg.button(node.name, () => kg.select(node.id, true), { class: "link", ...attributes });

  kg.download = (name, blob) => {
    const link = kg.make("a", { download: name, href: URL.createObjectURL(blob) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 2000);
  };

  kg.css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  kg.announce = (text) => {
    kg.byId("summary").textContent = text;
  };
}

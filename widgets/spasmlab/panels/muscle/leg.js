// The lying leg: its foot turns as far as the toes are pulled, its calf tightens as it fires.

/** @param {SVGElement} svg the drawing of leg.py; `show` takes two shares, from 0 to 1 */
export function leg(svg) {
  const numbers = (name) => svg.dataset[name].split(" ").map(Number);
  const [ankle, turns, heel, end] = ["ankle", "turns", "heel", "calf"].map(numbers);
  const [foot, tendon, calf] = ["foot", "tendon", "calf"].map((name) => svg.querySelector(`.leg-${name}`));
  return (far, tight) => {
    const degrees = turns[0] + far * (turns[1] - turns[0]);
    const [cos, sin] = [Math.cos, Math.sin].map((of) => of((degrees * Math.PI) / 180));
    const fixed = [ankle[0] + heel[0] * cos - heel[1] * sin, ankle[1] + heel[0] * sin + heel[1] * cos];
    foot.setAttribute("transform", `translate(${ankle.join(" ")}) rotate(${degrees.toFixed(1)})`);
    tendon.setAttribute("d", `M${end.join(" ")}L${fixed.map((one) => one.toFixed(1)).join(" ")}`);
    calf.style.setProperty("--tight", Math.min(1, tight).toFixed(2));
  };
}

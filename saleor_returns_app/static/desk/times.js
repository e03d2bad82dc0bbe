// Moments in the person's own language and time zone; the server knows neither.

const DAY = 86_400_000;
const STEPS = [["minute", 60_000, 3_600_000], ["hour", 3_600_000, DAY], ["day", DAY, 7 * DAY]];
const STYLES = {
  exact: { dateStyle: "medium", timeStyle: "short" },
  near: { dateStyle: "medium" },
  day: { dateStyle: "medium" },
};

/** Writes every moment below `root` for people. */
export function writeTimes(root, locale) {
  for (const time of root.querySelectorAll("time[data-when]")) {
    const at = new Date(time.dateTime);
    const how = time.dataset.when;
    const exact = new Intl.DateTimeFormat(locale, STYLES.exact).format(at);
    time.title = how === "exact" ? "" : exact;
    time.textContent = (how === "near" && near(at, locale))
      || new Intl.DateTimeFormat(locale, STYLES[how]).format(at);
  }
}

function near(at, locale) {
  const past = Date.now() - at;
  if (past < 0) return "";
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (past < 60_000) return words.format(0, "second");
  const step = STEPS.find(([, , end]) => past < end);
  return step ? words.format(-Math.floor(past / step[1]), step[0]) : "";
}

// Sets the theme before the first paint; after that the Dashboard says which one it is.
(() => {
  let kept = "";
  try {
    kept = JSON.parse(sessionStorage.getItem("returns-desk") || "{}").theme;
  } catch {
    // Storage can be blocked in a frame; the Dashboard will tell in a moment.
  }
  const asked = new URLSearchParams(location.search).get("theme");
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const known = [asked, kept, system].find((theme) => theme === "light" || theme === "dark");
  document.documentElement.dataset.theme = known;
})();

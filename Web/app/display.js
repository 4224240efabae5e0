const NAME = "hubbub.display"
const PARTS = ["theme", "motion"]

/**
 * Shows Hubbub as somebody has chosen, and keeps it for this browser's next page: `theme.js` reads
 * it there before anything is painted.
 * @param {{theme?: string, motion?: string}} chosen each may be `system`
 */
export function showAs(chosen) {
  const { dataset } = document.documentElement
  const kept = {}
  for (const part of PARTS) {
    const value = chosen[part] ?? "system"
    kept[part] = value
    if (value === "system") delete dataset[part]
    else dataset[part] = value
  }
  try {
    localStorage.setItem(NAME, JSON.stringify(kept))
  } catch {
    // it holds for this page
  }
}

const BROWSERS = [["Edg/", "Edge"], ["OPR/", "Opera"], ["Firefox/", "Firefox"], ["FxiOS/", "Firefox"], ["CriOS/", "Chrome"],
  ["Chrome/", "Chrome"], ["Safari/", "Safari"], ["curl/", "curl"]]
const SYSTEMS = [["iPhone", "an iPhone"], ["iPad", "an iPad"], ["Android", "Android"], ["Windows", "Windows"], ["Mac OS X", "a Mac"],
  ["CrOS", "ChromeOS"], ["Linux", "Linux"]]

/**
 * A device in words, as far as it says what it is.
 * @param {string?} userAgent
 * @returns {string} such as "Firefox on Linux"
 */
export function deviceOf(userAgent) {
  const find = (list) => list.find(([sign]) => userAgent?.includes(sign))?.[1]
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)]
  if (browser && system) return `${browser} on ${system}`
  return browser ?? (system ? `A program on ${system}` : "An unknown device")
}

import { fill, t } from "./words.js"

const BROWSERS = [["Edg/", "Edge"], ["OPR/", "Opera"], ["Firefox/", "Firefox"], ["FxiOS/", "Firefox"], ["CriOS/", "Chrome"],
  ["Chrome/", "Chrome"], ["Safari/", "Safari"], ["curl/", "curl"]]
const SYSTEMS = [["iPhone", t("an iPhone")], ["iPad", t("an iPad")], ["Android", "Android"], ["Windows", "Windows"], ["Mac OS X", t("a Mac")],
  ["CrOS", "ChromeOS"], ["Linux", "Linux"]]

/**
 * A device in words, as far as it says what it is.
 * @param {string?} userAgent
 * @returns {string} such as "Firefox on Linux"
 */
export function deviceOf(userAgent) {
  const find = (list) => list.find(([sign]) => userAgent?.includes(sign))?.[1]
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)]
  if (browser && system) return fill(t("{browser} on {system}"), { browser, system })
  return browser ?? (system ? fill(t("A program on {system}"), { system }) : t("An unknown device"))
}

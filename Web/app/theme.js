// Runs before the first paint, as a plain script: how this browser shows Hubbub.
{
  const { dataset } = document.documentElement
  try {
    const { theme, motion, language } = JSON.parse(localStorage.getItem("hubbub.display") ?? "{}")
    if (theme && theme !== "system") dataset.theme = theme
    if (motion && motion !== "system") dataset.motion = motion
    if (language && language !== "system") dataset.language = language
  } catch {
    // without storage it is shown as the system has it
  }
}

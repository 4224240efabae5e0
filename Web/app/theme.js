// Runs before the first paint, as a plain script: how this browser shows Hubbub.
{
  const { dataset } = document.documentElement
  try {
    const { theme, motion } = JSON.parse(localStorage.getItem("hubbub.display") ?? "{}")
    if (theme && theme !== "system") dataset.theme = theme
    if (motion && motion !== "system") dataset.motion = motion
  } catch {
    // without storage it is shown as the system has it
  }
}

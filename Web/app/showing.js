import "../components/media-grid.js"
import { dress } from "./dress.js"

// Whoever waits for this module has what pictures need: their place is right from the start.
await dress("media")

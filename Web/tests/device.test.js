import assert from "node:assert/strict"
import { test } from "node:test"
import { deviceOf } from "../models/device.js"

test("a device is told in words", () => {
  const agents = ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "curl/8.0", "", null,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0"]
  assert.deepEqual(agents.map(deviceOf), ["Firefox on Linux", "curl", "An unknown device", "An unknown device",
    "Safari on an iPhone", "Edge on Windows"])
})

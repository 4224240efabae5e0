extension Result {
  /// Why its figures may be those of something else.
  var doubts: [String] {
    var doubts: [String] = []
    if let own = medians[.busiestWorkerCPU], own > Limits.busyGenerator {
      doubts.append(
        "the busiest worker took \(Text.short(own)) of a core: the load may be what was measured")
    }
    if let others = medians[.othersCPU], others > Limits.busyOthers {
      doubts.append("others took \(Text.short(others)) of a core")
    }
    return doubts
  }
}

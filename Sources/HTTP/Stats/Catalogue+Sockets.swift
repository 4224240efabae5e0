import HubbubDomain
import HubbubHub
import HubbubStats

/// Who is here, and what they are told.
extension Catalogue {
  static let sockets = [
    hub("sockets", "hubbub_sockets", .gauge, "Sockets that are open."),
    hub("people", nil, .gauge, "People with a socket open, online or idle."),
    each(
      "hubbub_users", at: "hub.users{presence}", .gauge,
      "People with a socket open: online did something lately, idle did not.", by: "presence"
    ) { [Sample($0.hub.online, by: .text("online")), Sample($0.hub.idle, by: .text("idle"))] },
    hub("topics", "hubbub_topics", .gauge, "Topics that somebody hears, sockets and actors."),
    hub(
      "socketsOpened", "hubbub_sockets_opened_total", .counter, "Sockets that were opened."),
    hub("socketsClosed", nil, .counter, "Sockets that ended, whatever the code."),
    each(
      "hubbub_sockets_closed_total", at: "hub.closes{code}", .counter,
      "Sockets that ended, by close code: 1006 went without one, 0 said one that nobody knows.",
      by: "code"
    ) { $0.hub.closes.map { code, count in Sample(count, by: .number(code)) } },
    hub(
      "slowConsumers", "hubbub_slow_consumers_total", .counter,
      "Sockets that were closed with 4008: their outbox was full."),
    each(
      "hubbub_outbox_bytes", at: "hub.outbox.bytes", .gauge,
      "Bytes that wait for sockets whose peers do not take them."
    ) { [Sample($0.hub.outboxBytes)] },
    each(
      "hubbub_outbox_largest_bytes", at: "hub.outbox.largestBytes", .gauge,
      "Bytes that wait for the one socket for which most waits."
    ) { [Sample($0.hub.largestOutboxBytes)] },
  ]

  static let deliveries = [
    hub("deliveries", nil, .counter, "Frames offered to sockets by fan-out, in all lanes."),
    each(
      "hubbub_deliveries_total", at: "hub.lanes{lane}", .counter,
      "Frames offered to sockets by fan-out, by lane.", by: "lane"
    ) { reading in
      Lane.allCases.map { Sample(reading.hub.lanes[$0] ?? 0, by: .text("\($0)")) }
    },
    hub(
      "writes", "hubbub_writes_total", .counter,
      "Writes to sockets; each carries all frames that wait."),
    hub(
      "collapsed", "hubbub_frames_collapsed_total", .counter,
      "Latest-wins frames that a newer one replaced while they waited."),
    hub(
      "dropped", "hubbub_frames_dropped_total", .counter,
      "Lossy frames that were dropped because much waited."),
    hub(
      "skips", "hubbub_frames_skipped_total", .counter,
      "Skip frames: numbers that their reader may not see."),
    hub(
      "catchUpPages", "hubbub_catch_up_pages_total", .counter,
      "Pages of events read for sockets that came back."),
    hub(
      "catchUpEvents", "hubbub_catch_up_events_total", .counter,
      "Events read for sockets that came back."),
    hub(
      "resets", "hubbub_resets_total", .counter,
      "Topics that a socket could not continue and must read again."),
    hub(
      "tapRepairs", "hubbub_tap_repairs_total", .counter,
      "Holes in a topic that were filled from the store."),
  ]

  static let refusals = [
    hub("commands", "hubbub_commands_total", .counter, "Commands that sockets asked."),
    hub("answers", "hubbub_answers_total", .counter, "Answers that sockets were given."),
    each(
      "hubbub_refusals_total", at: "hub.refusals{code}", .counter,
      "Commands of sockets that were refused, by the refusal's code.", by: "code"
    ) { $0.hub.refusals.map { code, count in Sample(count, by: .text(code.rawValue)) } },
    hub(
      "socketsRefused", "hubbub_sockets_refused_total", .counter,
      "Upgrades that were refused because every place was taken."),
  ]
}

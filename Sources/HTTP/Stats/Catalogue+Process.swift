import HubbubAccounts
import HubbubDomain
import HubbubStats

/// What is answered over HTTP, and what the process takes.
extension Catalogue {
  static let http = [
    each(
      "hubbub_http_requests_total", at: "http.answers[route,method,status].count", .counter,
      "Requests that were answered.", by: "route", "method", "status"
    ) { reading in
      reading.http.answers.map { answered, count in
        Sample(
          count, by: .text(answered.route), .text(answered.method), .number(answered.status))
      }
    },
    each(
      "hubbub_http_request_seconds", at: "http.routes[route,method].time", .histogram(.seconds),
      "How long requests take, until their answer begins.", by: "route", "method"
    ) { reading in
      reading.http.times.map { asked, time in
        Sample(.spread(time), by: .text(asked.route), .text(asked.method))
      }
    },
    each(
      "hubbub_http_refusals_total", at: "http.refusals{code}", .counter,
      "Requests that were refused, by the refusal's code.", by: "code"
    ) { $0.http.refusals.map { Sample($1, by: .text($0.rawValue)) } },
    one(
      "hubbub_accept_rests_total", at: "http.acceptRests", .counter,
      "Times that nobody was let in for a second, for want of files or memory."
    ) { $0.http.rests },
    each(
      "hubbub_http_cut_off_total", at: "http.cutOff{cause}", .counter,
      "Connections that were ended in the middle of an answer, by cause.", by: "cause"
    ) { reading in
      HTTPConnections.CutOff.allCases.map {
        Sample(reading.http.cuts[$0, default: 0], by: .text($0.rawValue))
      }
    },
    one(
      "hubbub_passwords_hashed_total", at: "passwords.hashed", .counter,
      "Passwords that were hashed."
    ) { $0.passwords.hashed },
    one(
      "hubbub_passwords_busy_total", at: "passwords.busy", .counter,
      "Passwords that were refused because too many waited."
    ) { $0.passwords.busy },
    one(
      "hubbub_passwords_waiting", at: "passwords.waiting", .gauge, "Passwords that wait."
    ) { $0.passwords.waiting },
  ]

  static let process = [
    one(nil, at: "process.uptimeSeconds", .gauge, "How long the process has been running.") {
      $0.process.uptimeSeconds
    },
    one(
      "process_resident_memory_bytes", at: "process.residentBytes", .gauge,
      "Memory of the process that is in RAM."
    ) { $0.process.residentBytes },
    each(
      "process_cpu_seconds_total", at: "process.cpuSeconds", .counter,
      "CPU time of the process, all threads."
    ) { [Sample(.number($0.process.cpuSeconds))] },
    one(
      "process_open_fds", at: "process.openFiles", .gauge, "Files and sockets that are open."
    ) { $0.process.openFiles },
    one(
      "process_max_fds", at: "process.openFilesLimit", .gauge, "Files that may be open at once."
    ) { $0.process.openFilesLimit },
    one(
      "process_threads", at: "process.threads", .gauge, "Threads of the process."
    ) { $0.process.threads },
    each(
      "process_start_time_seconds", at: "process.startTimeSeconds", .gauge,
      "When the process started, in seconds since 1970."
    ) { [Sample(.number(Double($0.process.startedAt.milliseconds) / 1000))] },
    each("hubbub_build_info", at: nil, .gauge, "Always 1; what runs.", by: "version") {
      [Sample(1, by: .text($0.version))]
    },
  ]
}

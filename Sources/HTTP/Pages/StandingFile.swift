/// A file that a browser comes back for under the same address for years, whoever
/// is logged in: it cannot lie under the hash.
enum StandingFile: String, CaseIterable, Sendable {
  /// What an installed app is called and looks like.
  case manifest = "manifest.webmanifest"
  /// At the root, since it sees to all that lies below its own address.
  case worker = "service-worker.js"
  /// What the worker shows while we cannot be reached.
  case offline = "offline.html"

  /// The file at a path; nil where there is none.
  init?(path: String) {
    guard let found = Self.allCases.first(where: { $0.path == path }) else { return nil }
    self = found
  }

  private var path: String {
    switch self {
    case .manifest, .worker: "/" + rawValue
    case .offline: "/offline"
    }
  }
}

/// Where a server listens, and what it shows.
public struct ServerSettings: Sendable {
  public var host = "127.0.0.1"
  /// 0 takes any free port.
  public var port = 8080
  /// Pages that are read anew for each request; nil: those inside the program.
  public var webFolder: String?
  /// Whether `/ws/echo` is there, without a login (`HUBBUB_DEV_ECHO`).
  public var hasDevEcho = false
  public var http = HTTPSettings()

  public init() {}
}

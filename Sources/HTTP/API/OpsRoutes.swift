import HTTPTypes
import Hummingbird

/// `/livez`, `/readyz` and `/healthz`: for probes and proxies, without a login.
struct OpsRoutes: Sendable {
  let health: Health

  /// Adds the routes.
  ///
  /// Alive is who answers. Ready, or healthy, is who can write a row, fan a
  /// frame out, and is not about to end.
  func add(to router: Router<some RequestContext>) {
    router.get("livez") { _, _ in Self.answer(.ok, "ok\n", .text) }
    router.get("readyz") { request, _ in await answer(request) }
    router.get("healthz") { request, _ in await answer(request) }
  }

  private enum Form: String {
    case text = "text/plain; charset=utf-8"
    case json = "application/json"
  }

  private func answer(_ request: Request) async -> Response {
    let report = await health.report()
    let status: HTTPResponse.Status = report.isReady ? .ok : .serviceUnavailable
    let wantsJSON = request.headers[.accept]?.contains("application/json") ?? false
    if wantsJSON { return Self.answer(status, Self.json(report), .json) }
    let isVerbose = request.uri.queryParameters["verbose"] != nil
    return Self.answer(status, isVerbose ? Self.lines(report) : Self.word(report), .text)
  }

  private static func word(_ report: HealthReport) -> String {
    report.isReady ? "ok\n" : "unavailable\n"
  }

  /// A line per check; what went wrong is in the log, for anybody may read this.
  private static func lines(_ report: HealthReport) -> String {
    report.findings.map { $0.isWell ? "[+] \($0.name) ok\n" : "[-] \($0.name) failed\n" }.joined()
      + word(report)
  }

  private static func json(_ report: HealthReport) -> String {
    let checks = report.findings.map { "\"\($0.name)\":\($0.isWell)" }.joined(separator: ",")
    return "{\"ready\":\(report.isReady),\"checks\":{\(checks)}}\n"
  }

  private static func answer(_ status: HTTPResponse.Status, _ text: String, _ form: Form)
    -> Response
  {
    Response(
      status: status,
      headers: [
        .contentType: form.rawValue, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
      ],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}

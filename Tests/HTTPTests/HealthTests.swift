import HTTPTypes
import Hummingbird
import Logging
import Synchronization
import Testing

@testable import HubbubHTTP

@Suite struct HealthTests {
  private struct Broken: Error {}

  /// Counts how often a check was run.
  private final class Count: Sendable {
    let value = Atomic(0)
  }

  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test func `one check that fails makes the whole not ready`() async {
    let health = Health(
      [
        HealthCheck(name: "store", run: {}),
        HealthCheck(name: "fan-out", run: { throw Broken() }),
      ], logger: logger)
    let report = await health.report()
    #expect(!report.isReady)
    #expect(report.findings.filter { !$0.isWell }.map(\.name) == ["fan-out"])
  }

  @Test func `a check that hangs has failed`() async {
    let health = Health(
      [HealthCheck(name: "store", run: { try await forever() })], timeout: .milliseconds(1),
      logger: logger)
    #expect(await !health.report().isReady)
  }

  @Test func `asking again within a second costs nothing`() async {
    let count = Count()
    let start = ContinuousClock.now
    let later = Mutex(Duration.zero)
    let health = Health(
      [HealthCheck(name: "store", run: { count.value.add(1, ordering: .relaxed) })],
      now: { start + later.withLock { $0 } }, logger: logger)
    _ = await health.report()
    later.withLock { $0 = .milliseconds(999) }
    _ = await health.report()
    #expect(count.value.load(ordering: .relaxed) == 1)
    later.withLock { $0 = .milliseconds(1_000) }
    _ = await health.report()
    #expect(count.value.load(ordering: .relaxed) == 2)
  }

  @Test func `who drains takes nothing new`() async {
    let health = Health([HealthCheck(name: "store", run: {})], logger: logger)
    #expect(await health.report().isReady)
    await health.beginDraining()
    let report = await health.report()
    #expect(report.findings.filter { !$0.isWell }.map(\.name) == ["accepting"])
  }

  @Test(arguments: [
    ("/livez", false, 200, "ok\n"), ("/readyz", false, 200, "ok\n"),
    ("/healthz", false, 200, "ok\n"), ("/livez", true, 200, "ok\n"),
    ("/readyz", true, 503, "unavailable\n"), ("/healthz", true, 503, "unavailable\n"),
    ("/readyz?verbose", false, 200, "[+] accepting ok\n[+] store ok\nok\n"),
    ("/readyz?verbose", true, 503, "[+] accepting ok\n[-] store failed\nunavailable\n"),
  ])
  func `probes are answered without a login`(
    path: String, isBroken: Bool, status: Int, text: String
  ) async throws {
    let response = try await answer(path, isBroken: isBroken, [:])
    #expect(response.status.code == status)
    #expect(String(buffer: try await bytes(response)) == text)
    #expect(response.headers[.cacheControl] == "no-store")
  }

  @Test func `programs may have it as JSON`() async throws {
    let response = try await answer("/readyz", isBroken: true, [.accept: "application/json"])
    #expect(
      String(buffer: try await bytes(response))
        == "{\"ready\":false,\"checks\":{\"accepting\":true,\"store\":false}}\n")
  }

  private func answer(
    _ path: String, isBroken: Bool, _ headers: HTTPFields
  ) async throws -> Response {
    let check = HealthCheck(name: "store", run: { if isBroken { throw Broken() } })
    let router = Router(context: TestContext.self)
    OpsRoutes(health: Health([check], logger: logger)).add(to: router)
    let head = HTTPRequest(
      method: .get, scheme: nil, authority: nil, path: path, headerFields: headers)
    return try await router.buildResponder().respond(
      to: Request(head: head, body: .init(buffer: ByteBuffer())), context: TestContext())
  }
}

/// Never comes back by itself.
private func forever() async throws {
  let (stream, _) = AsyncStream.makeStream(of: Void.self)
  for await _ in stream {}
  try Task.checkCancellation()
}

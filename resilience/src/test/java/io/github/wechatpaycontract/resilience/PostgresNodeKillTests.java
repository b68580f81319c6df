package io.github.wechatpaycontract.resilience;

class PostgresNodeKillTests extends AbstractNodeKillTests {

	@Override
	TestDatabase server() {
		return TestDatabase.postgres();
	}

}

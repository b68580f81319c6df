package io.github.wechatpaycontract.resilience;

class PostgresDatabaseKillTests extends AbstractDatabaseKillTests {

	@Override
	TestDatabase server() {
		return TestDatabase.postgres();
	}

}
